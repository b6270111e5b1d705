/** The largest picture that is decoded, pixels: twice the 48-megapixel sensor and a little more; panoramas have 64 million. */
export const MAX_PIXELS = 120_000_000;

/** The largest file that is read into memory for a picture; ProRAW files have some 75 MB. */
export const MAX_PICTURE_BYTES = 128 * 1024 * 1024;
