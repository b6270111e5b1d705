/** Style property and attribute of a list that is scrolled while the page is printed. */
const SCROLLED = '--scrolled';
const MARK = 'data-scrolled';

/** Attribute and style property of a row: where it ends, from the top of the part of its list that is printed. */
const ROW = 'data-paper-row';
const ROW_END = '--row-end';

/** Attribute of a list of which paper has only a part. */
const CUT = 'data-cut';

/** Width of A4 without the margins, pixels, and the least scale at which a table can be read. */
const PAPER = 688;
const MIN_SCALE = 0.45;

/**
 * Keeps the place of long lists on paper: browsers print every scroller from its start, where nothing is rendered. Marks
 * those of which only a part is printed, and scales tables to the paper. The row that the end of
 * the paper would cut is left out by the style sheet, where the height of the paper is known.
 */
export function keepPlaceOnPaper(): void {
  addEventListener('beforeprint', () => {
    for (const list of document.querySelectorAll<HTMLElement>('.virtual')) {
      const scrollers = [list, ...list.querySelectorAll<HTMLElement>('*')].filter(
        ({ scrollTop, scrollHeight, clientHeight, role }) =>
          scrollTop > 0 || (scrollHeight > clientHeight && (role === 'list' || role === 'table' || role === 'region')),
      );
      list.toggleAttribute(CUT, scrollers.length > 0);
      for (const scroller of scrollers) {
        markPlace(scroller);
        if (scroller.role === 'list') markRows(scroller);
      }
      if (list.role === 'table') fitTable(list);
    }
  });
  addEventListener('afterprint', () => {
    for (const list of document.querySelectorAll<HTMLElement>(`[${MARK}]`)) {
      list.style.removeProperty(SCROLLED);
      list.removeAttribute(MARK);
    }
    for (const row of document.querySelectorAll<HTMLElement>(`[${ROW}]`)) {
      row.style.removeProperty(ROW_END);
      row.removeAttribute(ROW);
    }
  });
}

function markPlace(list: HTMLElement): void {
  if (list.scrollTop === 0) return;
  list.style.setProperty(SCROLLED, `${list.scrollTop}px`);
  list.setAttribute(MARK, '');
}

/** Marks the rows of a list. One that is higher than the list is printed as far as it goes. */
function markRows(list: HTMLElement): void {
  const { top } = list.getBoundingClientRect();
  for (const row of list.querySelectorAll<HTMLElement>(':scope > div > div')) {
    const { bottom, height } = row.getBoundingClientRect();
    if (height > list.clientHeight) continue;
    row.style.setProperty(ROW_END, `${bottom - top}px`);
    row.setAttribute(ROW, '');
  }
}

function fitTable(table: HTMLElement): void {
  table.style.setProperty('--screen-width', String(table.scrollWidth));
  table.style.setProperty('--paper-scale', String(Math.min(1, Math.max(MIN_SCALE, PAPER / table.scrollWidth))));
}
