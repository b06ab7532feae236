//! Charts on the page's canvases.
