import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { PersonDetailView } from '../../../../src/contract/people.ts';
import { Button } from '../../components/button.tsx';
import { PlanDialog } from '../../components/export/plan-dialog.tsx';
import { MenuItem } from '../../components/menu.tsx';
import { useText } from '../../i18n/text.tsx';
import { ContactExport } from '../contacts/contact-export.tsx';

/** Exports everything with a person, or their contact cards. */
export function PersonExport({
  backup,
  person,
  cards,
}: {
  readonly backup: string;
  readonly person: PersonDetailView;
  readonly cards: readonly string[];
}): ReactNode {
  const t = useText();
  const words = t.people.export;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {cards.length === 0 ? (
        <Button size="sm" icon={<Download size={15} aria-hidden />} onClick={() => setOpen(true)}>
          {words.all}
        </Button>
      ) : (
        <ContactExport
          backup={backup}
          keys={cards}
          people={person.handles}
          lead={<MenuItem onSelect={() => setOpen(true)}>{words.all}</MenuItem>}
        />
      )}
      {isOpen ? (
        <PlanDialog
          title={words.title({ name: person.name })}
          backups={[{ id: backup, name: '' }]}
          plan={{ what: 'channels', keys: [person.key] }}
          people={person.handles}
          note={words.contents({ name: person.name })}
          hasPeriod
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
