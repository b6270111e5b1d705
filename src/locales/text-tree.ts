import { type Catalogue, compileText, type Values } from './renderer.ts';

/** Texts by id: those without placeholders are strings, others functions of their values. */
export type TextTree<Node, Placeholders, Id extends string = ''> = {
  readonly [Key in keyof Node & string]: Node[Key] extends string
    ? Text<Placeholders, `${Id}${Key}`>
    : TextTree<Node[Key], Placeholders, `${Id}${Key}.`>;
};
type Text<Placeholders, Id> = Id extends keyof Placeholders
  ? keyof Placeholders[Id] extends never
    ? string
    : (values: Filled<Placeholders[Id]>) => string
  : string;
/** Numbers of plurals and choices as they are; everything else is text. */
type Filled<Params> = {
  readonly [Name in keyof Params]: Params[Name] extends string | number ? Params[Name] : string | number;
};

/** The texts of `translated` in the form of the English ones; what it lacks is in English. */
export function textTree(english: Catalogue, translated: Catalogue[string] | undefined, locale: string): object {
  return Object.fromEntries(
    Object.entries(english).map(([key, node]) => {
      const translation = typeof translated === 'object' ? translated[key] : undefined;
      if (typeof node !== 'string') return [key, textTree(node, translation, locale)];
      const isTranslated = typeof translation === 'string';
      const text = isTranslated ? translation : node;
      return [key, node.includes('{') ? lazily(text, isTranslated ? locale : 'en') : text];
    }),
  );
}

/** Compiles a text when it is first used, because a screen or an export uses few of them. */
function lazily(text: string, locale: string): (values: Values) => string {
  let compiled: ((values: Values) => string) | undefined;
  return (values) => (compiled ??= compileText(text, locale))(values);
}
