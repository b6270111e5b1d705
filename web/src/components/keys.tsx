import { Fragment, type ReactNode } from 'react';

const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

const NAMES: Readonly<Record<string, string>> = {
  mod: IS_APPLE ? '⌘' : 'Ctrl',
  shift: IS_APPLE ? '⇧' : 'Shift',
  alt: IS_APPLE ? '⌥' : 'Alt',
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
};

/** Key caps: `mod+k` is ⌘K or Ctrl K, `g s` is a sequence. */
export function Keys({ keys }: { readonly keys: string }): ReactNode {
  return (
    <span className="inline-flex items-center gap-1">
      {keys.split(' ').map((stroke, index) => (
        <Fragment key={`${index}-${stroke}`}>
          {stroke.split('+').map((key) => (
            <kbd
              key={key}
              className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line bg-sunken px-1 font-sans text-xs text-muted"
            >
              {NAMES[key] ?? key.toUpperCase()}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
