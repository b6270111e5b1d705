/** Maximum number of pixels decoded: a little more than twice the 48-megapixel sensor. Panoramas have 64 million. */
export const MAX_PIXELS = 120_000_000;

/** Maximum size of a file read into memory for a picture; ProRAW files take about 75 MB. */
export const MAX_PICTURE_BYTES = 128 * 1024 * 1024;
