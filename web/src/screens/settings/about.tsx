import { useQuery } from '@tanstack/react-query';
import { Keyboard } from 'lucide-react';
import type { ReactNode } from 'react';
import { installationQuery } from '../../api/installation.ts';
import { Button } from '../../components/button.tsx';
import { DefinitionList } from '../../components/definition-list.tsx';
import { useText } from '../../i18n/text.tsx';
import { shortcutMapOpen } from '../../keyboard/shortcut-map-open.ts';
import { Section } from './section.tsx';

/** Version and environment. */
export function About(): ReactNode {
  const words = useText().settings.about;
  const { data } = useQuery(installationQuery);
  return (
    <Section title={words.title}>
      <DefinitionList
        entries={[
          [words.version, data?.version ?? null],
          [words.runtime, data === undefined ? null : `Node ${data.node}, ${data.platform}`],
          [words.licence, words.licenceName],
        ]}
      />
      <p className="text-muted">{words.offline}</p>
      <div className="flex flex-wrap gap-2">
        <Button asChild>
          <a href="/docs/" target="_blank" rel="noreferrer">
            {words.api}
          </a>
        </Button>
        <Button icon={<Keyboard size={15} />} onClick={() => shortcutMapOpen.set(true)}>
          {words.shortcuts}
        </Button>
      </div>
    </Section>
  );
}
