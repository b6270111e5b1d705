/** How screens are looked at: either theme, wide and on a phone. Every look costs seconds, so not all four of them. */
export const LOOKS = [
  { theme: 'light', width: 1440, height: 900 },
  { theme: 'dark', width: 390, height: 844 },
] as const;

/** What must stay text wherever a name, a title or a note of a backup is shown. */
export const HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=1</script>\u202Egnp.exe';
