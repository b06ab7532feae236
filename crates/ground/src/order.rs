//! Order, for a page that waits for its module: one routine sorts whatever is not a long column, where the standard library's is
//! compiled anew, some thousand bytes each, for every kind of thing and every way to compare.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Sorts; equal elements stay as they are. As `slice::sort_by`, in O(n log n) comparisons, each of them through a pointer, and O(n)
/// memory.
///
/// ```
/// use sectorscope_ground::order::sort_by;
///
/// let mut coins = [("SOL", 2), ("BTC", 1), ("ETH", 2)];
/// sort_by(&mut coins, |a, b| b.1.cmp(&a.1));
/// assert_eq!(coins, [("SOL", 2), ("ETH", 2), ("BTC", 1)]);
/// ```
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut sources = sources(items.len(), &|a, b| compare(&items[a], &items[b]));
    // Cycle by cycle: every place takes what belongs there, and hands on what it had.
    for start in 0..items.len() {
        let mut place = start;
        loop {
            let source = std::mem::replace(&mut sources[place], place);
            if source == start {
                break;
            }
            items.swap(place, source);
            place = source;
        }
    }
}

/// Sorts by what `key` gives; see [`sort_by`].
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Where the element comes from that each place takes.
fn sources(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut sources: Vec<usize> = (0..count).collect();
    sources.sort_by(|a, b| compare(*a, *b));
    sources
}

/// A map, entry by entry: `collect` would sort them first. Of entries with one key the last one stays.
pub fn map<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(entries);
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_of_a_few_is_sorted_as_the_standard_library_sorts_it() {
        for count in 0..6_usize {
            for code in 0..count.pow(u32::try_from(count).unwrap()) {
                let digit = |place: usize| code / count.pow(u32::try_from(place).unwrap()) % count;
                let drawn: Vec<(usize, usize)> = (0..count).map(|place| (digit(place), place)).collect();
                let (mut ours, mut theirs) = (drawn.clone(), drawn);
                sort_by_key(&mut ours, |pair| pair.0);
                theirs.sort_by_key(|pair| pair.0);
                assert_eq!(ours, theirs);
            }
        }
    }

    #[test]
    fn of_two_entries_with_one_key_the_last_stays() {
        assert_eq!(map([(2, 'a'), (1, 'b'), (2, 'c')]), BTreeMap::from([(1, 'b'), (2, 'c')]));
    }
}
