/** Name of the style property and the attribute that mark a scrolled list while the page is printed. */
const SCROLLED = '--scrolled';
const MARK = 'data-scrolled';

/** Keeps the place of long lists on paper: browsers print every scroller from its start, where nothing is rendered. */
export function keepPlaceOnPaper(): void {
  addEventListener('beforeprint', () => {
    for (const list of document.querySelectorAll<HTMLElement>('.virtual, .virtual *')) {
      if (list.scrollTop === 0) continue;
      list.style.setProperty(SCROLLED, `${list.scrollTop}px`);
      list.setAttribute(MARK, '');
    }
  });
  addEventListener('afterprint', () => {
    for (const list of document.querySelectorAll<HTMLElement>(`[${MARK}]`)) {
      list.style.removeProperty(SCROLLED);
      list.removeAttribute(MARK);
    }
  });
}
