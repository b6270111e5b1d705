/** A system that gets an archive. */
export interface Platform {
  /** In the names of archives. */
  readonly id: string;
  /** As npm names it. */
  readonly os: 'linux' | 'darwin' | 'win32';
  readonly cpu: 'x64' | 'arm64';
  readonly form: 'tar.gz' | 'zip';
}

/** All systems with an archive; every one of them has Node, sharp and Typst on npm. */
export const PLATFORMS: readonly Platform[] = [
  { id: 'linux-x64', os: 'linux', cpu: 'x64', form: 'tar.gz' },
  { id: 'linux-arm64', os: 'linux', cpu: 'arm64', form: 'tar.gz' },
  { id: 'macos-x64', os: 'darwin', cpu: 'x64', form: 'zip' },
  { id: 'macos-arm64', os: 'darwin', cpu: 'arm64', form: 'zip' },
  { id: 'windows-x64', os: 'win32', cpu: 'x64', form: 'zip' },
];
