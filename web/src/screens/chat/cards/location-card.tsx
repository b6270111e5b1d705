import { MapPin } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../../../src/contract/chat.ts';
import { thumbnailUrl } from '../../../api/photo-files.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { NearTown } from '../../../components/near-town.tsx';
import { PayloadImage } from '../../../components/payload-image.tsx';
import { formatMetres } from '../../../format/lengths.ts';
import { useText } from '../../../i18n/text.tsx';
import { ChatCard } from '../chat-card.tsx';
import { useChat } from '../chat-context.ts';

/** Decimals of a coordinate: about a metre. */
const DIGITS = 5;

/** A sent place, with the picture of a map that came with it; loading a map would disclose the place. */
export function LocationCard({ location }: { readonly location: NonNullable<MessageView['location']> }): ReactNode {
  const words = useText().chat.location;
  const { backup } = useChat().place;
  const { latitude, longitude, accuracy, name, picture } = location;
  const coordinates = `${latitude.toFixed(DIGITS)}, ${longitude.toFixed(DIGITS)}`;
  const map =
    picture?.state === 'present' && picture.fileID !== null ? (
      <PayloadImage
        backup={backup}
        fileID={picture.fileID}
        src={thumbnailUrl(backup, picture.fileID, 384)}
        alt={name ?? words.title}
        className="h-36 w-full"
      />
    ) : null;
  return (
    <ChatCard icon={<MapPin size={18} />} picture={map} actions={<CopyButton text={coordinates} label={words.copy} />}>
      <span className="hostile block font-medium">{name ?? words.title}</span>
      {name === null ? <NearTown latitude={latitude} longitude={longitude} className="text-sm" /> : null}
      <span className="block text-sm text-muted tabular-nums">{coordinates}</span>
      {accuracy === null || accuracy <= 0 ? null : (
        <span className="block text-xs text-muted">{words.accuracy({ metres: formatMetres(accuracy) })}</span>
      )}
    </ChatCard>
  );
}
