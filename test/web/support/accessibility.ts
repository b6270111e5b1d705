import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { isFull } from '../../support/depth.ts';

/**
 * WCAG 2.2 AA and best practices. Two of these do not apply to layers over a page: the title of a dialog is its
 * heading, and tooltips and menus are outside of landmarks.
 */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Rules whose result depends on the theme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Half as long to compile as the readable one. */
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

interface Finding {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

/** Limits of a check. */
export interface AccessibilityCheck {
  /** Only the rules that depend on the theme. */
  readonly colours?: boolean;
  /** Selector of the part of the page to check. Default: the whole page. */
  readonly within?: string;
  /** Selector of a part that is not checked; rules of whole pages are. */
  readonly without?: string | undefined;
}

/** Violations that axe finds in the current page, with rule and element. */
export async function accessibilityProblems(
  page: Page,
  { colours = false, within, without }: AccessibilityCheck = {},
): Promise<readonly string[]> {
  // Evaluated over the debugging protocol, to which the page's content security policy does not apply.
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(AXE);
  const runOnly = colours ? { type: 'rule', values: COLOUR_RULES } : { type: 'tag', values: TAGS };
  const part = within ?? (without === undefined ? undefined : { exclude: [[without]] });
  const findings = await page.evaluate<Finding[]>(
    `axe.run(${part === undefined ? 'document' : JSON.stringify(part)}, {
      runOnly: ${JSON.stringify(runOnly)},
      resultTypes: ['violations'],
      // The rules that read style sheets are experimental and not among these; axe would fetch and parse them all.
      preload: { assets: ['media'] },
      rules: ${
        colours
          ? '{}'
          : `{
        'page-has-heading-one': { enabled: document.querySelector('[role=dialog]') === null },
        region: { enabled: document.querySelector('[role=tooltip], [role=menu]') === null },
      }`
      },
    }).then(({ violations }) => violations)`,
  );
  return findings.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`),
  );
}

/**
 * Fails with rule and element if axe finds a violation in the current page. At full depth: at quick depth axe looks at every
 * screen in `every-screen.test.ts`, not at each state that other suites reach.
 */
export async function expectAccessible(page: Page): Promise<void> {
  if (!isFull) return;
  expect(await accessibilityProblems(page)).toEqual([]);
}
