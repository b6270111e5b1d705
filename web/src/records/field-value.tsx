import { Link } from '@tanstack/react-router';
import { Eye, EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { CopyButton } from '../components/copy-button.tsx';
import { Handle } from '../components/handle.tsx';
import { Person } from '../components/person.tsx';
import { Time } from '../components/time.tsx';
import { useText } from '../i18n/text.tsx';
import { safeHref } from '../safe-href.ts';
import type { FieldColumn } from './column-filter.ts';
import { FieldCell, MASK, type People } from './field-cell.tsx';
import { plainList } from './field-text.ts';

const LINK = 'text-sm text-accent hover:underline';

/** Masked secrets of a record. */
export interface Secrets {
  /** Names of masked columns. */
  readonly masked: readonly string[];
  readonly areShown: boolean;
  readonly onToggle: () => void;
}

/** A value in full: people, files and URLs are links, structured data is formatted. */
export function FieldValue({
  backup,
  column,
  value,
  people,
  secrets,
}: {
  readonly backup: string;
  readonly column: FieldColumn;
  readonly value: unknown;
  readonly people: People;
  readonly secrets: Secrets;
}): ReactNode {
  const t = useText();
  const { kind, format } = column;
  if (format === 'secret') return <Secret column={column} value={value} secrets={secrets} />;
  if (kind === 'time' && typeof value === 'number') {
    return (
      <span className="[&_time]:whitespace-normal">
        <Time at={value} format="full" />
      </span>
    );
  }
  if (kind === 'json' && format !== 'code') {
    const list = plainList(value);
    return list !== null ? (
      <ul>
        {list.map((each, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same entry may be there twice, and the list does not change
          <li key={index} className="whitespace-pre-wrap">
            {each}
          </li>
        ))}
      </ul>
    ) : (
      <pre className="hostile mt-1 rounded-md bg-sunken px-2.5 py-1.5 font-mono text-xs leading-5 whitespace-pre-wrap">
        {JSON.stringify(value, null, 2)}
      </pre>
    );
  }
  if (typeof value !== 'string') return <FieldCell column={column} value={value} people={people} />;
  if (kind === 'handle') {
    const person = Object.hasOwn(people, value) ? people[value] : undefined;
    // The name of a person without a card is their number, as people write it.
    const isNamed = person !== undefined && person.name !== value && person.name !== person.handleText;
    return (
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {isNamed ? <Person backup={backup} person={person} /> : null}
        <Handle handle={value} text={isNamed ? null : (person?.handleText ?? null)} />
        <Link to="/b/$backupId/people" params={{ backupId: backup }} search={{ p: value }} className={LINK}>
          {t.tables.openPerson}
        </Link>
      </span>
    );
  }
  if (kind === 'file') {
    return (
      <span className="flex flex-wrap items-center gap-x-3">
        <span className="font-mono text-xs">{value}</span>
        <CopyButton text={value} />
        <Link to="/b/$backupId/files" params={{ backupId: backup }} search={{ f: value }} className={LINK}>
          {t.tables.openFile}
        </Link>
      </span>
    );
  }
  if (format === 'code' || format === 'day') return <FieldCell column={column} value={value} people={people} />;
  const href = format === 'url' ? safeHref(value) : null;
  return href === null ? (
    <span className="whitespace-pre-wrap">{value}</span>
  ) : (
    <a href={href} target="_blank" rel="noopener noreferrer" className="text-accent underline-offset-2 hover:underline">
      {value}
    </a>
  );
}

function Secret({
  column,
  value,
  secrets: { masked, areShown, onToggle },
}: {
  readonly column: FieldColumn;
  readonly value: unknown;
  readonly secrets: Secrets;
}): ReactNode {
  const { secret } = useText().records;
  const isMasked = masked.includes(column.name);
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="font-mono text-sm">{isMasked || typeof value !== 'string' ? MASK : value}</span>
      <Button size="sm" icon={areShown ? <EyeOff size={14} /> : <Eye size={14} />} onClick={onToggle}>
        {areShown ? secret.hide : secret.show}
      </Button>
    </span>
  );
}
