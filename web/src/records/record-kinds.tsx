import {
  BookImage,
  CalendarDays,
  File,
  Image,
  type LucideIcon,
  MessageCircle,
  MessageSquare,
  MessagesSquare,
  Phone,
  ScanFace,
  StickyNote,
  UserRound,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Texts } from '../i18n/en/index.ts';

/** How records of each type look: the same everywhere, so that one knows them at a glance. */
const KINDS: Readonly<Record<keyof Texts['search']['types'], readonly [LucideIcon, string]>> = {
  message: [MessageSquare, 'bg-info-soft text-info'],
  whatsapp: [MessageCircle, 'bg-accent-soft text-accent'],
  'whatsapp-chat': [MessagesSquare, 'bg-accent-soft text-accent'],
  'whatsapp-call': [Phone, 'bg-accent-soft text-accent'],
  call: [Phone, 'bg-info-soft text-info'],
  photo: [Image, 'bg-warning-soft text-warning'],
  album: [BookImage, 'bg-warning-soft text-warning'],
  person: [ScanFace, 'bg-warning-soft text-warning'],
  'photo-comment': [MessageSquare, 'bg-warning-soft text-warning'],
  note: [StickyNote, 'bg-warning-soft text-warning'],
  event: [CalendarDays, 'bg-danger-soft text-danger'],
  contact: [UserRound, 'bg-sunken text-muted'],
};

const OTHER = [File, 'bg-sunken text-muted'] as const;

/** What a type is called; the type itself where there is no word for it yet. */
export function typeName(type: string, { search }: Texts): string {
  return Object.hasOwn(search.types, type) ? search.types[type as keyof typeof search.types] : type;
}

/** A small square that tells the type of a record. Decoration: its name stands beside it. */
export function RecordIcon({ type }: { readonly type: string }): ReactNode {
  const [Icon, colours] = Object.hasOwn(KINDS, type) ? KINDS[type as keyof typeof KINDS] : OTHER;
  return (
    <span aria-hidden className={`inline-flex size-8 shrink-0 items-center justify-center rounded-md ${colours}`}>
      <Icon size={17} />
    </span>
  );
}
