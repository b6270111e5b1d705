import { MapPin } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../../src/contract/chat.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { formatMetres } from '../../format/lengths.ts';
import { useText } from '../../i18n/text.tsx';
import { ChatCard } from './chat-card.tsx';

/** Decimals of a coordinate: about a metre. */
const DIGITS = 5;

/** A sent place, without a map: loading one would disclose the place. */
export function LocationCard({ location }: { readonly location: NonNullable<MessageView['location']> }): ReactNode {
  const words = useText().chat.location;
  const { latitude, longitude, accuracy, name } = location;
  const coordinates = `${latitude.toFixed(DIGITS)}, ${longitude.toFixed(DIGITS)}`;
  return (
    <ChatCard icon={<MapPin size={18} />} actions={<CopyButton text={coordinates} label={words.copy} />}>
      <span className="hostile block font-medium">{name ?? words.title}</span>
      <span className="block text-sm text-muted tabular-nums">{coordinates}</span>
      {accuracy === null || accuracy <= 0 ? null : (
        <span className="block text-xs text-muted">{words.accuracy({ metres: formatMetres(accuracy) })}</span>
      )}
    </ChatCard>
  );
}
