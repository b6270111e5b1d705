/**
 * Stands for a domain where a file is not in the manifest but beside it, in the backup folder itself: `Info.plist`,
 * `Manifest.plist`, `Status.plist`. No domain of iOS has parentheses.
 */
export const FOLDER_DOMAIN = '(backup folder)';
