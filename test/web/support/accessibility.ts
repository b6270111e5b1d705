import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * WCAG 2.2 AA and what is good practice anyway. Two practices concern pages, not what lies over them: a dialog's own title
 * is its heading, and tooltips and menus hang outside of every landmark.
 */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Finding {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

/** Fails, naming rule and element, when axe finds anything in what the page shows now. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated over the debugging protocol, which the page's policy does not concern.
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(axe.source);
  const findings = await page.evaluate<Finding[]>(
    `axe.run({ runOnly: ${JSON.stringify(TAGS)}, rules: {
      'page-has-heading-one': { enabled: document.querySelector('[role=dialog]') === null },
      region: { enabled: document.querySelector('[role=tooltip], [role=menu]') === null },
    } }).then(({ violations }) => violations)`,
  );
  const told = findings.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`),
  );
  expect(told).toEqual([]);
}
