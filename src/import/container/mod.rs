//! Containers: the bytes of tables out of gzip files and ZIP archives.

pub(crate) mod archive;
mod checksum;
pub(crate) mod gzip;
mod inflate;
pub(crate) mod zip;
mod zip_name;
