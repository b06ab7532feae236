//! Charts: slices, labels and a theme in; strokes on any plotters backend out. Generic over
//! [`plotters_backend::DrawingBackend`](plotters::prelude::DrawingBackend), so every chart is tested with a recording backend.
