//! Containers: the bytes of tables out of gzip files, ZIP archives and workbooks.

pub(crate) mod archive;
mod checksum;
pub(crate) mod gzip;
pub(crate) mod inflate;
pub(crate) mod workbook;
pub(crate) mod zip;
mod zip_name;
