import type { Page } from 'playwright-core';

/** Key and distance from the top of its list of the first row that is wholly in view. */
export const firstInView = (page: Page, scroller: string, rows: string): Promise<{ key: string; top: number }> =>
  page.locator(scroller).evaluate((element, selector) => {
    const { top } = element.getBoundingClientRect();
    const keyOf = (row: HTMLElement): string => row.dataset['message'] ?? row.getAttribute('href') ?? row.textContent;
    const [first] = [...element.querySelectorAll<HTMLElement>(selector)]
      .map((row) => ({ key: keyOf(row), top: Math.round(row.getBoundingClientRect().top - top) }))
      .filter((row) => row.top >= 0)
      .toSorted((one, other) => one.top - other.top);
    return first ?? { key: '', top: -1 };
  }, rows);

/** Scrolls a list by pixels. */
export const scrollBy = (page: Page, scroller: string, by: number): Promise<void> =>
  page.locator(scroller).evaluate((element, distance) => element.scrollBy(0, distance), by);
