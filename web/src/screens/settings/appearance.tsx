import type { ReactNode } from 'react';
import { Select } from '../../components/select.tsx';
import { LANGUAGES, languageName } from '../../i18n/languages.ts';
import { useText } from '../../i18n/text.tsx';
import { setPreferences, usePreferences } from '../../preferences/preferences.ts';
import { Section } from './section.tsx';

/** Theme and language. */
export function Appearance(): ReactNode {
  const words = useText().settings.appearance;
  const { theme, language } = usePreferences();
  return (
    <Section title={words.title}>
      <Select
        label={words.theme}
        value={theme}
        options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: words.themes[value] }))}
        onChange={(value) => setPreferences({ theme: value })}
      />
      <Select
        label={words.language}
        value={language}
        options={[
          { value: 'system', label: words.asBrowser },
          ...LANGUAGES.map((value) => ({ value, label: languageName(value) })),
        ]}
        onChange={(value) => setPreferences({ language: value })}
      />
    </Section>
  );
}
