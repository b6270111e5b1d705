import type { Page } from 'playwright-core';
import type { Page as PageOf } from '../../../src/contract/common.ts';

/** All items of a list in the API, requested by the page's browser. */
export async function pages<T>(page: Page, path: string): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const separator = path.includes('?') ? '&' : '?';
    const from = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await page.request.get(`${path}${separator}limit=200${from}`);
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    const { items: more, next } = (await answer.json()) as PageOf<T>;
    items.push(...more);
    cursor = next;
  }
  return items;
}
