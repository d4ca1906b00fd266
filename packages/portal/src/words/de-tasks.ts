import type { enTasks } from './en-tasks.ts'

/** Work by hand, in German. */
export const deTasks: typeof enTasks = {
  tasks: {
    title: 'Aufgaben',
    lead: 'Handarbeit, auf die Bestellungen warten.',
    mine: 'Meine und die meines Teams',
    open: 'Alle, die ich erledigen darf',
    empty: 'Auf Sie wartet nichts',
    emptyHint: 'Braucht eine Bestellung jemandes Hände und es sind Ihre, so steht es hier.',
    since: 'Wartet seit',
    free: 'Niemand hat sie übernommen',
    takenBy: (who: string) => `Übernommen von ${who}`,
    claim: 'Ich übernehme das',
    release: 'Zurückgeben',
    givenTo: 'Für',
    about: 'Zur Aufgabe',
    noInstructions: 'Der Dienst gibt keine Anleitung.',
    result: 'Ergebnis',
    nothingAsked: 'Es ist nichts einzutragen.',
    refusalNeedsWord: 'Schreiben Sie warum, um zu sagen, dass es nicht geht.',
    thanks: 'Das ist gesagt. Die Bestellung geht weiter.',
    news: (who: string, what: string) => `Arbeit für ${who} wartet auf Sie: ${what}`,
    back: 'Zurück zu den Aufgaben',
  },
}
