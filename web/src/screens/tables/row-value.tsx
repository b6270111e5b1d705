import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { Person } from '../../components/person.tsx';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';
import { Cell, type People } from './cell.tsx';
import type { TableColumn } from './table-search.ts';

const LINK = 'text-sm text-accent hover:underline';

/** A value in full: people and files lead to where they are, structured data is laid out. */
export function RowValue({
  backup,
  column,
  value,
  people,
}: {
  readonly backup: string;
  readonly column: TableColumn;
  readonly value: unknown;
  readonly people: People;
}): ReactNode {
  const t = useText();
  const { kind } = column;
  if (kind === 'time' && typeof value === 'number') {
    return (
      <span className="[&_time]:whitespace-normal">
        <Time at={value} format="full" />
      </span>
    );
  }
  if (kind === 'json') {
    return (
      <pre className="hostile mt-1 rounded-md bg-sunken px-2.5 py-1.5 font-mono text-xs leading-5 whitespace-pre-wrap">
        {JSON.stringify(value, null, 2)}
      </pre>
    );
  }
  if (typeof value !== 'string') return <Cell column={column} value={value} isCut={false} people={people} />;
  if (kind === 'handle') {
    const person = Object.hasOwn(people, value) ? people[value] : undefined;
    return (
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {person === undefined || person.name === value ? null : <Person backup={backup} person={person} />}
        <span>{value}</span>
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
  return <span className="whitespace-pre-wrap">{value}</span>;
}
