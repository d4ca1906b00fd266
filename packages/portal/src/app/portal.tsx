import { Box, MantineProvider } from '@mantine/core'
import {
  MutationCache,
  QueryCache,
  QueryClient,
  QueryClientProvider,
  useQuery,
} from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { Refused } from '../api/client.ts'
import { meQuery } from '../api/queries.ts'
import { ProblemView } from '../ui/problem.tsx'
import { Loading } from '../ui/states.tsx'
import { type Texts, WordsProvider } from '../words/frame.tsx'
import { router } from './router.tsx'
import { SignIn } from './sign-in.tsx'
import { styleNonce } from './nonce.ts'
import { cssVariables, theme } from './theme.ts'

/** How often a reading is tried again: not at all when the server refused it. */
const mostTries = 2

/** A session that has ended shows the sign-in, at the address one is at; drafts are kept. */
function noticeEnd(error: unknown, key: readonly unknown[] = []): void {
  if (error instanceof Refused && error.status === 401 && key[0] !== 'me' && key[0] !== 'issuers')
    void client.resetQueries({ queryKey: ['me'] })
}

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, { queryKey }) => noticeEnd(error, queryKey) }),
  mutationCache: new MutationCache({ onError: (error) => noticeEnd(error) }),
  defaultOptions: {
    queries: {
      retry: (tries, error) =>
        tries < mostTries && (!(error instanceof Refused) || error.status === 0),
      refetchOnWindowFocus: true,
    },
  },
})

/** The whole portal: language, looks, data, and the gate before the pages. */
export function Portal({ first }: { first: Texts }) {
  return (
    <WordsProvider first={first}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={styleNonce}
      >
        <QueryClientProvider client={client}>
          <Gate />
        </QueryClientProvider>
      </MantineProvider>
    </WordsProvider>
  )
}

/** The pages for who is signed in; for others the sign-in, at the address they came to. */
function Gate() {
  const me = useQuery(meQuery)
  if (me.isPending)
    return (
      <Box p="lg" maw={900} mx="auto">
        <Loading />
      </Box>
    )
  if (me.isError)
    return me.error instanceof Refused && me.error.status === 401 ? (
      <SignIn />
    ) : (
      <Box p="lg" maw={720} mx="auto">
        <ProblemView error={me.error} again={() => void me.refetch()} />
      </Box>
    )
  return <RouterProvider router={router} />
}
