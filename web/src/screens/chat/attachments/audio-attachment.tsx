import { Pause, Play } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { useIsLocked } from '../../../api/backups.ts';
import { renderedUrl } from '../../../api/photo-files.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { payloadUrl } from '../../../components/payload-image.tsx';
import { formatClock } from '../../../format/duration.ts';
import { useText } from '../../../i18n/text.tsx';
import { useChat } from '../chat-context.ts';
import type { AttachmentProps } from './attachment-props.ts';
import { FileCard, Save } from './file-card.tsx';

/** A voice message, played in place, with its transcription if there is one. */
export function AudioAttachment({ attachment }: Pick<AttachmentProps, 'attachment'>): ReactNode {
  const t = useText();
  const { backup } = useChat().place;
  const locked = useIsLocked(backup);
  const { fileID, isVoiceMessage, transcript } = attachment;
  const name = isVoiceMessage ? null : attachment.name;
  return (
    <>
      {locked || fileID === null ? (
        <FileCard attachment={attachment} kind="audio" />
      ) : (
        <Player
          backup={backup}
          fileID={fileID}
          name={name ?? t.chat.gist['voice-message']({ count: 1 })}
          seconds={attachment.seconds}
        />
      )}
      {transcript === null ? null : (
        <span className="hostile max-w-full px-3 text-sm text-muted italic">{transcript}</span>
      )}
    </>
  );
}

function Player({
  backup,
  fileID,
  name,
  seconds,
}: {
  readonly backup: string;
  readonly fileID: string;
  readonly name: string;
  readonly seconds: number | null;
}): ReactNode {
  const t = useText();
  const words = t.chat.attachment;
  const audio = useRef<HTMLAudioElement>(null);
  const sources = [payloadUrl(backup, fileID), renderedUrl(backup, fileID, 'm4a')];
  const [source, setSource] = useState(0);
  const [isPlaying, setIsPlaying] = useState(false);
  const [position, setPosition] = useState(0);
  const [length, setLength] = useState(seconds ?? 0);
  const address = sources[source];
  const toggle = (): void => {
    const { current } = audio;
    if (current === null) return;
    if (!current.paused) current.pause();
    // An unsupported format is reported by `onError`, which tries the next one.
    else current.play().catch(() => setIsPlaying(false));
  };
  return (
    <div className="flex w-80 max-w-full items-center gap-2 rounded-xl border border-line bg-surface py-1.5 pr-2 pl-1.5 text-ink">
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- the transcription, if there is one, is below */}
      <audio
        ref={audio}
        src={address}
        preload="none"
        autoPlay={source > 0}
        onPlay={() => setIsPlaying(true)}
        onPause={() => setIsPlaying(false)}
        onTimeUpdate={({ currentTarget }) => setPosition(currentTarget.currentTime)}
        onLoadedMetadata={({ currentTarget }) => {
          if (Number.isFinite(currentTarget.duration)) setLength(currentTarget.duration);
        }}
        onEnded={() => setPosition(0)}
        onError={() => setSource(source + 1)}
      />
      <IconButton
        label={isPlaying ? words.pause : words.play}
        disabled={address === undefined}
        onClick={toggle}
        className="size-9! rounded-full! bg-accent text-on-accent hover:bg-accent-strong hover:text-on-accent"
      >
        {isPlaying ? <Pause size={16} className="fill-current" /> : <Play size={16} className="ml-0.5 fill-current" />}
      </IconButton>
      <div className="min-w-0 flex-1">
        {address === undefined ? (
          <span className="block text-sm text-muted">{words.cannotPlay}</span>
        ) : (
          <input
            type="range"
            aria-label={`${name}: ${words.position}`}
            aria-valuetext={formatClock(position)}
            min={0}
            max={Math.max(length, 0.1)}
            step={0.1}
            value={Math.min(position, length)}
            onChange={({ target }) => {
              if (audio.current !== null) audio.current.currentTime = Number(target.value);
            }}
            className="block h-5 w-full accent-accent"
          />
        )}
        <span className="flex justify-between gap-2 text-xs text-muted tabular-nums">
          <span className="hostile truncate">{name}</span>
          {length > 0 ? <span>{formatClock(isPlaying || position > 0 ? position : length)}</span> : null}
        </span>
      </div>
      <Save fileID={fileID} name={name} />
    </div>
  );
}
