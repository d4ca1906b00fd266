/** Work by hand, in English. */
export const enTasks = {
  tasks: {
    title: 'Tasks',
    lead: 'Work by hand that requests wait for.',
    mine: 'Mine and my team’s',
    open: 'All I may do',
    empty: 'Nothing waits for you',
    emptyHint: 'When a request needs somebody’s hands and they are yours, it is shown here.',
    since: 'Waits since',
    free: 'Nobody has taken it',
    takenBy: (who: string) => `Taken by ${who}`,
    claim: 'I do it',
    release: 'Give it back',
    givenTo: 'Given to',
    about: 'About the task',
    noInstructions: 'The service gives no instructions.',
    result: 'Result',
    nothingAsked: 'Nothing has to be brought back.',
    refusalNeedsWord: 'To say that it cannot be done, write why.',
    thanks: 'It is said. The request goes on.',
    back: 'Back to the tasks',
  },
}
