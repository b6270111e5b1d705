import { type ReactNode, useId } from 'react';
import { Card } from '../../components/card.tsx';

/** A section of the settings. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  const id = useId();
  return (
    <Card aria-labelledby={id} className="flex flex-col gap-4 p-5">
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      {children}
    </Card>
  );
}
