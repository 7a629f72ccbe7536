// Package pabulib reads and writes elections in the .pb format of Pabulib, the
// public library of participatory-budgeting data.
//
// [Read] gives a [File]; [File.Instance] and [File.Profile] hand it to package
// voting, and [File.Write] writes it again. A file that was read, written and
// read once more is equal to the first, and so is the profile.
//
// [ReadProfile] counts the ballots while it reads and keeps none of them, and a
// [Reader] hands them out one by one: their memory does not grow with the length
// of the file.
//
// # What is read
//
// UTF-8 text with or without a byte order mark, lines ending in LF, CR or CRLF,
// cells separated by semicolons, quoted where needed with doubled quotes. The
// sections META, PROJECTS and VOTES, each with a header, in this order. Cells
// are trimmed. A cell "none" in PROJECTS or VOTES is an empty cell. Columns may
// stand in any order; those that are not known are kept as they are.
//
// The votes are read as the reference implementation pabutools reads them: no
// least or greatest length, no sum of points and no threshold of the city is
// enforced, a project that is repeated on a ballot counts once (points: the
// last value; ranking: the first position), and a ballot that names nothing
// counts as a ballot. [File.Form] has no limits for that reason.
//
// # The rule that a file declares
//
// [File.Declared] counts by the rule that the metadata name and tells whether
// the column "selected" is reproduced. The greedy rules of cities go by the
// column "score", else "votes", and not by the ballots, since a city may have
// counted more ballots than it published.
//
// # What it never does
//
// It never opens a file, never guesses, and never repairs: what cannot be
// understood is a *[SyntaxError] that names the line. It never parses an id as a
// number.
//
// # Units and limits
//
// Money is int64 in minor units, [File.Scale] of which are one unit of the file;
// the scale is 1, or the power of ten that makes all amounts whole. At most
// [MaxDecimals] decimals, [voting.MaxMoney] minor units, [MaxRecord] bytes for a
// record (a line, or more where a quoted cell has line breaks), [MaxColumns]
// columns, [MaxMeta] lines of metadata, [voting.MaxProjects] projects,
// [MaxVotes] ballots and whole points up to [voting.MaxPoints].
//
// # Sources
//
// Faliszewski, Flis, Peters, Pierczyński, Skowron, Stolicki, Szufa, Talmon,
// "Participatory Budgeting: Data, Tools, and Analysis" (IJCAI 2023), section 3,
// and the format's description at pabulib.org/format. What the declared rules
// mean: the library's own checker, and comments in its files.
package pabulib
