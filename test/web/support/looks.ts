import { describeForSome } from '../../support/some-rows.ts';

/**
 * Browser settings for screens: both themes, and desktop and phone. Not all four combinations, as each takes seconds.
 */
export const LOOKS = [
  { theme: 'light', width: 1440, height: 900 },
  { theme: 'dark', width: 390, height: 844 },
] as const;

/** A suite in each of {@link LOOKS}; at quick depth in the first. */
export const inEveryLook = describeForSome(LOOKS, (_look, index) => index === 0);

/** Must be shown as text wherever a name, title or note of a backup is shown. */
export const HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=1</script>\u202Egnp.exe';
