import { formatCount } from '../format/numbers.ts';
import type { Language } from '../preferences/preferences.ts';

/** The forms that English and German have (CLDR). `#` stands for the number. */
export interface Forms {
  readonly one: string;
  readonly other: string;
}

const RULES = { en: new Intl.PluralRules('en'), de: new Intl.PluralRules('de') } satisfies Record<
  Language,
  Intl.PluralRules
>;

/** The form that `count` takes, with the number in the locale's digits: `plural('en', 2, { one: '# file', other: '# files' })`. */
export function plural(language: Language, count: number, forms: Forms): string {
  const form = RULES[language].select(count) === 'one' ? forms.one : forms.other;
  return form.replace('#', formatCount(count));
}
