import { Languages } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../../src/contract/chat.ts';
import { currentLanguage } from '../../i18n/locale.ts';
import { useText } from '../../i18n/text.tsx';

/** Translations of a message that the phone made. */
export function Translations({ of }: { readonly of: MessageView['translations'] }): ReactNode {
  const words = useText().chat.message;
  return of.map(({ text, from }, index) => (
    <div key={index} className="hostile flex max-w-full flex-col px-3 whitespace-pre-wrap">
      {text}
      <span className="flex items-center gap-1 text-xs text-muted">
        <Languages size={11} aria-hidden className="shrink-0" />
        {from === null ? words.translated : words.translatedFrom({ language: languageName(from) })}
      </span>
    </div>
  ));
}

/** Name of a language in the language of the page: `fr_FR` is `French`. What is no code of a language is kept. */
function languageName(code: string): string {
  const [language = ''] = code.split(/[-_]/, 1);
  if (!/^[a-z]{2,3}$/i.test(language)) return code;
  return new Intl.DisplayNames([currentLanguage()], { type: 'language' }).of(language) ?? code;
}
