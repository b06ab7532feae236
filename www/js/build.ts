// Which build the page is of.

/** Id of this build; the engine carries the same one. Replaced by the bundler. */
export const BUILD = typeof BUILD_ID === 'string' ? BUILD_ID : 'development';
