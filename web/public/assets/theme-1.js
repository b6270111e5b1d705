// Runs before the first paint, so that a chosen theme never flashes the other one. The name carries a version, because the
// server lets browsers keep it for ever.
try {
  const { theme } = JSON.parse(localStorage.getItem('apple-juicer') ?? '{}');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage that is blocked or holds something else: the system decides.
}
