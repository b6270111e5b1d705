import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { PlistNode } from '../../../../../src/contract/preview.ts';
import { Time } from '../../../components/time.tsx';
import { useText } from '../../../i18n/text.tsx';

/** Number of children shown before a "more" button. */
const STEP = 200;
/** Maximum depth of "expand all", since a hostile list can have any depth. */
const MAX_OPEN_DEPTH = 12;

interface Child {
  readonly key: string;
  readonly value: PlistNode;
}

/** A tree with expandable branches; collapsed ones are not rendered. */
export function PlistTree({ root, openAll }: { readonly root: PlistNode; readonly openAll: boolean }): ReactNode {
  return (
    <ul className="font-mono text-sm">
      <Branch name={null} node={root} depth={0} openAll={openAll} />
    </ul>
  );
}

function Branch({
  name,
  node,
  depth,
  openAll,
}: {
  /** Null for the root. */
  readonly name: string | null;
  readonly node: PlistNode;
  readonly depth: number;
  readonly openAll: boolean;
}): ReactNode {
  const t = useText();
  const [open, setOpen] = useState(depth < (openAll ? MAX_OPEN_DEPTH : 1));
  const [shown, setShown] = useState(STEP);
  const children = childrenOf(node);
  const label = name === null ? null : <span className="hostile font-medium">{name}</span>;
  if (children === null) {
    return (
      <li className="flex flex-wrap gap-x-3 py-0.5 pl-6">
        {label}
        <Value node={node} />
      </li>
    );
  }
  const count = node.length ?? children.length;
  const words = t.files.preview;
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-baseline gap-x-2 rounded-sm py-0.5 pr-2 text-left hover:bg-hover focus-visible:-outline-offset-2"
      >
        <ChevronRight
          size={14}
          aria-hidden
          className={`ml-1 shrink-0 self-center text-muted transition-transform ${open ? 'rotate-90' : ''}`}
        />
        {label}
        <span className="hostile text-muted">
          {[
            node.class ?? (name === null ? node.type : null),
            node.entries === undefined ? words.items({ count }) : words.entries({ count }),
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </button>
      {open ? (
        <ul className="ml-2.5 border-l border-line pl-1.5">
          {children.slice(0, shown).map((child, index) => (
            // Keys of a dictionary can repeat in a hostile list.
            // oxlint-disable-next-line react/no-array-index-key -- the order is constant
            <Branch key={index} name={child.key} node={child.value} depth={depth + 1} openAll={openAll} />
          ))}
          {children.length > shown ? (
            <li className="py-1 pl-6">
              <button
                type="button"
                onClick={() => setShown(shown + 10 * STEP)}
                className="font-sans text-accent underline"
              >
                {words.more}
              </button>
            </li>
          ) : null}
          {node.cut === true ? <li className="py-0.5 pl-6 font-sans text-muted">{words.cut}</li> : null}
        </ul>
      ) : null}
    </li>
  );
}

function childrenOf({ items, entries }: PlistNode): readonly Child[] | null {
  if (entries !== undefined) return entries;
  return items?.map((value, index) => ({ key: String(index), value })) ?? null;
}

/** Colours by type, as in code editors; types are also shown as text. */
function Value({ node }: { readonly node: PlistNode }): ReactNode {
  const t = useText();
  const { type, value, length, cut } = node;
  const more = cut === true ? '…' : '';
  if (type === 'string') {
    return <span className="hostile whitespace-pre-wrap text-accent">{`“${String(value)}${more}”`}</span>;
  }
  if (type === 'integer' || type === 'real') return <span className="text-info tabular-nums">{String(value)}</span>;
  if (type === 'boolean') return <span className="text-info">{value === true ? t.common.yes : t.common.no}</span>;
  if (type === 'date') {
    const at = Date.parse(String(value));
    return <span className="text-info">{Number.isNaN(at) ? String(value) : <Time at={at} />}</span>;
  }
  const text = type === 'data' ? t.files.preview.bytes({ count: length ?? 0 }) : type;
  return (
    <span className="hostile text-muted">
      {[text, value === undefined || value === null ? '' : `${String(value)}${more}`].filter(Boolean).join(' · ')}
    </span>
  );
}
