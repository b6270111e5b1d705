import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

/** A tab with its content. */
export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly content: ReactNode;
}

/** Several views of a thing, one at a time. The caller keeps the selected one, usually in the URL. */
export function Tabs<Id extends string>({
  label,
  tabs,
  value,
  onChange,
}: {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
}): ReactNode {
  return (
    <Radix.Root value={value} onValueChange={(id) => onChange(id as Id)} className="flex flex-col gap-4">
      <Radix.List
        aria-label={label}
        className="flex w-fit max-w-full gap-0.5 overflow-x-auto rounded-md bg-sunken p-0.5"
      >
        {tabs.map(({ id, label }) => (
          <Radix.Trigger
            key={id}
            value={id}
            className="h-7 rounded-sm px-3 text-sm font-medium whitespace-nowrap text-muted transition-colors hover:text-ink data-[state=active]:bg-surface data-[state=active]:text-ink data-[state=active]:shadow-card focus-visible:-outline-offset-2"
          >
            {label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map(({ id, content }) => (
        <Radix.Content key={id} value={id}>
          {content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
