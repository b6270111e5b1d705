/** Moves the focus to the next (1) or the previous (-1) event. */
export function focusEvent(by: 1 | -1): void {
  const events = [...document.querySelectorAll<HTMLElement>('main [data-event]')].filter(
    (event) => event.offsetParent !== null,
  );
  const at = events.findIndex((event) => event === document.activeElement);
  const next = at === -1 ? (by === 1 ? 0 : events.length - 1) : at + by;
  events[next]?.focus();
}
