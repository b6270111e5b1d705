import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { hasCode } from '../api/api-error.ts';
import { wasLost } from '../api/connection.ts';
import { explain } from '../api/explain.ts';
import { checkLogin, logInWithToken } from '../api/login.ts';
import icon from '../assets/icon.svg';
import { Button } from '../components/button.tsx';
import { TextField } from '../components/text-field.tsx';
import { useTitle } from '../components/use-title.ts';
import { useText } from '../i18n/text.tsx';
import { useStore } from '../store.ts';

/** True if the server sent the browser here from a one-time link that no longer works. */
function linkHasExpired(): boolean {
  return new URLSearchParams(window.location.search).get('link') === 'expired';
}

/** Shown if the browser is not logged in: how to log in, and a field for the API token. */
export function SignIn(): ReactNode {
  const t = useText();
  const words = t.shell.signIn;
  useTitle(words.title);
  const [token, setToken] = useState('');
  const login = useMutation({ mutationFn: logInWithToken, gcTime: 0 });
  const isRestarted = useStore(wasLost);
  useLoginElsewhere();
  const error = login.error === null ? undefined : messageOf(login.error);

  function messageOf(failure: unknown): string {
    if (hasCode(failure, 'UNAUTHORIZED')) return words.wrong;
    const { title, next } = explain(failure, t);
    return `${title}. ${next}`;
  }

  return (
    <main className="flex h-full items-start justify-center overflow-y-auto px-4 py-[12dvh]">
      <form
        className="flex w-full max-w-105 flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          login.mutate(token.trim());
        }}
      >
        <img src={icon} alt="" className="size-12" />
        <h1 className="text-2xl font-semibold tracking-tight">{words.title}</h1>
        {linkHasExpired() && <p className="font-medium">{words.expired}</p>}
        {isRestarted ? <p className="font-medium">{words.restarted}</p> : null}
        <p>{words.intro}</p>
        <p className="text-muted">{words.link}</p>
        <p className="text-muted">{words.printed}</p>
        <TextField
          label={words.token}
          hint={words.where}
          type="password"
          autoComplete="off"
          required
          value={token}
          onChange={(event) => setToken(event.target.value)}
          {...(error === undefined ? {} : { error })}
        />
        <Button kind="primary" type="submit" disabled={login.isPending || token.trim() === ''}>
          {words.submit}
        </Button>
        <p className="text-sm text-muted">{words.kept}</p>
      </form>
    </main>
  );
}

/** Goes on when this page is looked at again after the browser was signed in by a link, which opens another tab. */
function useLoginElsewhere(): void {
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') void checkLogin();
    };
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
}
