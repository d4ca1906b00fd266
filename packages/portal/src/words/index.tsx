import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { de } from './de.ts'
import { en, type Words } from './en.ts'

export type { Words } from './en.ts'
export type Language = 'en' | 'de'
const languages: Readonly<Record<Language, Words>> = { en, de }
const kept = 'pao.language'

type Spoken = { words: Words; language: Language; speak(language: Language): void }

const Context = createContext<Spoken>({ words: en, language: 'en', speak: () => undefined })

function firstLanguage(): Language {
  const chosen = localStorage.getItem(kept) ?? navigator.language.slice(0, 2)
  return chosen === 'de' ? 'de' : 'en'
}

/** Lets everything below speak the language that was chosen last, or the browser's. */
export function WordsProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage)
  const value = useMemo(
    () => ({
      words: languages[language],
      language,
      speak: (next: Language) => {
        localStorage.setItem(kept, next)
        document.documentElement.lang = next
        setLanguage(next)
      },
    }),
    [language],
  )
  return <Context.Provider value={value}>{children}</Context.Provider>
}

/** Every text of the portal in the language spoken now. */
export function useWords(): Words {
  return useContext(Context).words
}

/** The language and how to change it. */
export function useLanguage(): Pick<Spoken, 'language' | 'speak'> {
  return useContext(Context)
}
