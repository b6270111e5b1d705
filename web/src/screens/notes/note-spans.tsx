import { Link } from '@tanstack/react-router';
import type { CSSProperties, ReactNode } from 'react';
import { safeHref } from '../../safe-href.ts';
import { asFields, asText } from '../../untyped-values.ts';
import type { Paragraph } from './group-blocks.ts';
import { NoteAttachment } from './note-attachment.tsx';
import { readNoteSearch, toNote } from './note-search.ts';
import { useNoteSurroundings } from './note-surroundings.ts';

type Span = Paragraph['spans'][number];

/** Emphasis colours (iOS 18) by name: hue and chroma. */
const HIGHLIGHTS: Readonly<Record<string, readonly [number, number]>> = {
  purple: [305, 0.11],
  pink: [5, 0.1],
  orange: [65, 0.12],
  mint: [170, 0.09],
  blue: [250, 0.1],
};

/** The text of a paragraph with its formats and attachments. */
export function NoteSpans({ paragraph: { spans } }: { readonly paragraph: Paragraph }): ReactNode {
  return spans.map((span, index) => <SpanView key={`${index}`} span={span} />);
}

function SpanView({ span }: { readonly span: Span }): ReactNode {
  const { attachments, links } = useNoteSurroundings();
  const attachment = asFields(span['attachment']);
  const id = asText(attachment['id']);
  if (id !== null && attachment['inline'] === undefined) {
    return <NoteAttachment id={id} attachment={attachments.get(id) ?? null} />;
  }
  const note = links.get(asText(id === null ? span['link'] : attachment['target']) ?? '');
  if (note !== undefined) return <NoteLink note={note} span={span} />;
  if (id !== null) return <span className="font-medium text-accent">{span.text}</span>;
  return <Linked span={span} />;
}

/** A link to another note, which opens in the same list. */
function NoteLink({ note, span }: { readonly note: string; readonly span: Span }): ReactNode {
  const { backup } = useNoteSurroundings();
  return (
    <Link
      to="/b/$backupId/notes"
      params={{ backupId: backup }}
      search={(before) => toNote(readNoteSearch(before), note)}
      className="font-medium text-accent underline underline-offset-2"
    >
      <Formatted span={span} />
    </Link>
  );
}

function Linked({ span }: { readonly span: Span }): ReactNode {
  const href = safeHref(asText(span['link']));
  const text = <Formatted span={span} />;
  if (href === null) return text;
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={href}
      className="text-accent underline underline-offset-2"
    >
      {text}
    </a>
  );
}

function Formatted({ span }: { readonly span: Span }): ReactNode {
  const { text, bold, italic, underline, strike, baseline } = span;
  let node: ReactNode = text;
  if (baseline === 'super') node = <sup>{node}</sup>;
  if (baseline === 'sub') node = <sub>{node}</sub>;
  if (strike === true) node = <s>{node}</s>;
  if (underline === true) node = <u>{node}</u>;
  if (italic === true) node = <i>{node}</i>;
  if (bold === true) node = <b>{node}</b>;
  const style = coloursOf(span);
  return style === null ? node : <span style={style}>{node}</span>;
}

/** Keeps the hue of colours and sets a lightness that is readable in both themes: colours were chosen on white. */
function coloursOf({ color, highlight }: Span): CSSProperties | null {
  const picked = typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color) ? color : null;
  const behind = typeof highlight === 'string' ? HIGHLIGHTS[highlight] : undefined;
  if (picked === null && behind === undefined) return null;
  return {
    ...(picked === null
      ? {}
      : { color: `light-dark(oklch(from ${picked} 0.45 min(c, 0.17) h), oklch(from ${picked} 0.82 min(c, 0.13) h))` }),
    ...(behind === undefined
      ? {}
      : {
          backgroundColor: `light-dark(oklch(0.92 ${behind[1] / 2} ${behind[0]}), oklch(0.33 ${behind[1]} ${behind[0]}))`,
          borderRadius: 3,
        }),
  };
}
