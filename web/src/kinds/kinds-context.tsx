import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { kindsQuery } from '../api/kinds.ts';
import { currentLanguage } from '../i18n/locale.ts';
import { usePreferences } from '../preferences/preferences.ts';
import { type Kinds, kindsOf } from './kinds.ts';

const KindsContext = createContext<Kinds>(kindsOf([], 'en'));

/** Provides the record kinds to all components below. */
export function KindsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  usePreferences();
  const language = currentLanguage();
  const { data } = useQuery(kindsQuery);
  const kinds = useMemo(() => kindsOf(data ?? [], language), [data, language]);
  return <KindsContext value={kinds}>{children}</KindsContext>;
}

/** The record kinds; empty until loaded. */
export function useKinds(): Kinds {
  return useContext(KindsContext);
}
