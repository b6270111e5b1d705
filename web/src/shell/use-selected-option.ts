import { useCallback } from 'react';

/**
 * Keeps one option of a list of commands selected, so that Enter always does something, and names it to screen readers: a
 * handler for `ref` of its root. While the selection is controlled, cmdk keeps the one of an option that is no longer shown,
 * and `aria-activedescendant` is that of the option before.
 */
export function useSelectedOption(
  select: (value: string) => void,
): (root: HTMLElement | null) => (() => void) | undefined {
  return useCallback(
    (root) => {
      if (root === null) return undefined;
      const check = (): void => {
        const chosen = root.querySelector('[role=option][aria-selected=true]');
        const first = root.querySelector<HTMLElement>('[role=option]:not([aria-disabled=true])');
        if (chosen === null && first !== null) select(first.dataset['value'] ?? '');
        const field = root.querySelector('[role=combobox]');
        if (chosen === null) field?.removeAttribute('aria-activedescendant');
        else if (field?.getAttribute('aria-activedescendant') !== chosen.id) {
          field?.setAttribute('aria-activedescendant', chosen.id);
        }
      };
      const observer = new MutationObserver(check);
      const attributeFilter = ['aria-selected', 'aria-activedescendant'];
      observer.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter });
      check();
      return () => observer.disconnect();
    },
    [select],
  );
}
