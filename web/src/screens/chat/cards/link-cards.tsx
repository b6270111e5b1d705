import { Globe } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../../../src/contract/chat.ts';
import { thumbnailUrl } from '../../../api/photo-files.ts';
import { PayloadImage } from '../../../components/payload-image.tsx';
import { useText } from '../../../i18n/text.tsx';
import { safeHref } from '../../../safe-href.ts';
import { useChat } from '../chat-context.ts';

/** Link previews stored on the phone: nothing is loaded from the links. */
export function LinkCards({ links }: { readonly links: MessageView['links'] }): ReactNode {
  return links.map((link, index) => <LinkCard key={index} link={link} />);
}

function LinkCard({
  link: { url, title, summary, site, thumbnail, shared },
}: {
  readonly link: MessageView['links'][number];
}): ReactNode {
  const t = useText();
  const { place } = useChat();
  const href = safeHref(url);
  const content = (
    <>
      <span className="hostile line-clamp-2 font-medium">{title ?? url}</span>
      {summary === null ? null : <span className="hostile line-clamp-2 text-sm text-muted">{summary}</span>}
      <SharedFacts shared={shared} />
      <span className="mt-0.5 flex items-center gap-1 text-xs text-muted">
        <Globe size={12} aria-hidden className="shrink-0" />
        <span className="hostile truncate">{addressOf(url, href, site)}</span>
      </span>
    </>
  );
  return (
    <div className="w-80 max-w-full overflow-hidden rounded-xl border border-line bg-surface text-ink">
      {thumbnail?.state === 'present' && thumbnail.fileID !== null ? (
        <PayloadImage
          backup={place.backup}
          fileID={thumbnail.fileID}
          src={thumbnailUrl(place.backup, thumbnail.fileID, 384)}
          alt={title ?? t.chat.attachment.image}
          className="h-40 w-full"
        />
      ) : null}
      {href === null ? (
        <div className="px-3 py-2">{content}</div>
      ) : (
        <a
          href={href}
          title={href}
          target="_blank"
          rel="noreferrer noopener"
          className="block px-3 py-2 hover:bg-hover focus-visible:-outline-offset-2"
        >
          {content}
        </a>
      )}
    </div>
  );
}

/** What a link shares: genre and platform of an app, lyrics of a song, app of a document. */
function SharedFacts({ shared }: { readonly shared: MessageView['links'][number]['shared'] }): ReactNode {
  if (shared === null) return null;
  const { lyrics, genre, platform, app } = shared;
  const facts = [genre, platform, app].filter((fact) => fact !== undefined);
  return (
    <>
      {facts.length === 0 ? null : <span className="hostile block text-xs text-muted">{facts.join(' · ')}</span>}
      {lyrics === undefined ? null : (
        <span className="hostile my-1 block border-l-2 border-line pl-2 text-sm whitespace-pre-line italic">
          {lyrics}
        </span>
      )}
    </>
  );
}

/** Host of a link next to the name of the site, which could be forged. */
function addressOf(url: string | null, href: string | null, site: string | null): string {
  const host = href === null ? (url ?? '') : new URL(href).host;
  return site === null || host.endsWith(site) ? host : `${site} · ${host}`;
}
