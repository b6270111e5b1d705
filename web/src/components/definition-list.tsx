import { Fragment, type ReactNode } from 'react';

/** Names and values side by side. Null values are omitted. */
export function DefinitionList({
  entries,
}: {
  readonly entries: readonly (readonly [string, ReactNode])[];
}): ReactNode {
  return (
    <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-5 gap-y-1.5">
      {entries
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt className="text-muted">{name}</dt>
            <dd className="hostile min-w-0">{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
