// Package timeline tells what happened to each submission from a pile of
// webhooks in any order: which events it had, how it ended, who has to act, which
// submissions are of one user, and what is odd about the order.
//
// Workers turn events into records (Recorder), a Collector takes the records of
// all workers in the order of the input, and then hands out Lives, or Totals of
// them. Records are kept in parts by the hash of their submission, on disk where
// there are many, so that memory does not grow with the archive:
//
//	events   records by submission, in the order of the input
//	runs     lives by submission, of each part in the order in which they began
//	users    what links need of each life, by user
//	links    the links of lives, by the part and place of the life in runs
//
// Lives come out of a merge of the runs. The package prints nothing and knows no
// command. What an event means is the catalogue's to say: stages, statuses, who
// has to act.
package timeline
