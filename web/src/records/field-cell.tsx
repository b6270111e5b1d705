import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PersonView } from '../../../src/contract/person.ts';
import { Bytes } from '../components/figures.tsx';
import { Time } from '../components/time.tsx';
import { useText } from '../i18n/text.tsx';
import type { FieldColumn } from './column-filter.ts';
import { codesText, isNothing, measure, plainList } from './field-text.ts';

/** Number of characters of a fileID shown in a cell: enough to distinguish files. */
const ID_SHOWN = 12;

/** People by handle. */
export type People = Readonly<Record<string, PersonView>>;

/** Properties of a value. */
export interface FieldFacts {
  /** True if it was truncated. */
  readonly isCut?: boolean;
  /** True if it is a secret that was omitted. */
  readonly isSecret?: boolean;
  readonly people: People;
}

/** A value on one line, formatted by column type. */
export function FieldCell({
  column,
  value,
  isCut = false,
  isSecret = false,
  people,
}: FieldFacts & { readonly column: FieldColumn; readonly value: unknown }): ReactNode {
  const t = useText();
  const { kind } = column;
  if (isSecret) return <span title={t.records.secret.masked}>{MASK}</span>;
  if (isNothing(value)) return isCut ? <span className="text-muted">{t.tables.cut}</span> : null;
  if (kind === 'time' && typeof value === 'number') return <Time at={value} />;
  if (kind === 'boolean') {
    return value === true || value === 1 ? (
      <Check size={15} aria-label={t.common.yes} className="mt-0.5 text-accent" />
    ) : (
      <Minus size={15} aria-label={t.common.no} className="mt-0.5 text-muted" />
    );
  }
  const label = column.format === 'code' ? codesText(column, value) : null;
  if (label !== null) return label;
  if (typeof value === 'number') return column.format === 'bytes' ? <Bytes value={value} /> : measure(column, value);
  const list = plainList(value);
  if (list !== null) return list.join(', ');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (kind === 'handle') {
    const person = Object.hasOwn(people, text) ? people[text] : undefined;
    return person === undefined || person.name === text ? text : <span title={text}>{person.name}</span>;
  }
  if (kind === 'file')
    return (
      <span title={text} className="font-mono text-xs">
        {text.slice(0, ID_SHOWN)}
      </span>
    );
  return kind === 'json' ? <span className="font-mono text-xs text-muted">{text}</span> : text;
}

/** Shown instead of a secret. Always the same, so that it does not reveal the length. */
export const MASK = '••••••••';
