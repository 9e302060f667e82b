import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { plansQuery, queryClient } from './api.ts'
import { startLanguage } from './i18n.ts'
import { router } from './routes.tsx'
import { Look } from './ui/Look.tsx'
import { planInAddress, warm } from './view.ts'

// The first question leaves before anything is drawn.
const asked = planInAddress()
if (asked === undefined) void queryClient.prefetchQuery(plansQuery)
else warm(queryClient, asked)

await startLanguage()

const place = document.getElementById('root')
if (place === null) throw new Error('index.html has no #root')
createRoot(place).render(
  <StrictMode>
    <Look>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </Look>
  </StrictMode>,
)
