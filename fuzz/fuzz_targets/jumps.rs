#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sectorscope_fuzz::run("jumps", data));
