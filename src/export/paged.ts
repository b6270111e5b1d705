import type { Page } from '../contract/common.ts';

/** Records that are asked for at one time: the most that views give. */
const PAGE = 200;

/** Every record of a list, page by page. */
export async function* allOf<T>(
  ask: (place: { readonly limit: number; readonly cursor?: string }) => Promise<Page<T>>,
): AsyncGenerator<T, void, undefined> {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page<T> = await ask(cursor === undefined ? { limit: PAGE } : { limit: PAGE, cursor });
    yield* page.items;
    cursor = page.next;
  }
}
