// Package voting turns ballots into an outcome: which projects a group can
// carry out within one budget, in which order, and why.
//
// An [Instance] says what is voted on (projects with a cost) and the budget.
// A [Form] says what a ballot may hold. A [Profile] collects ballots; equal
// ballots are kept once with their number. [Tally] applies one versioned rule
// from a closed list ([Rules]) and returns an [Outcome], which holds the
// complete trace of the count. [Outcome.Explain] turns the trace into one or
// two plain sentences for each project.
//
// Reports look at finished outcomes together with their profile and select
// nothing: [Outcome.BallotEffect] says what became of one ballot, [Compare] and
// [Popularity] set outcomes of several rules side by side, and
// [Outcome.Fairness] states facts that [FairnessFacts] defines. [Nearest] says
// which lower cost, or how many further supporters, would have selected a project
// that was not selected.
//
// # How to read it
//
// A ballot may be an approval, a knapsack, points, votes that cost their square,
// scores or a ranking ([Kind]); on a symbol it may also say that it should be
// gently held, which is reported and supports nothing. A [Satisfaction] says
// what a selected project is worth to a voter who chose it. [Settings] name the
// rule, the satisfaction, what follows the rule if money is left ([Completion]),
// how exact ties are broken, and [Constraints].
//
// The rules that share out a budget:
//
//   - [RuleEqualShares]: everybody has the same share, and supporters pay. The
//     completions raise all shares step by step, or give away the rest.
//   - [RulePhragmen]: supporters carry what is selected as a load, and the
//     smallest load comes next.
//   - [RuleGreedy], [RuleGreedyStop]: the most support for each unit of cost
//     first; what does not fit is passed over, or ends the list.
//   - [RuleMaxWelfare]: the set with the most support in all.
//   - [RuleBOSEqualShares], [RuleExactEqualShares]: variants of equal shares.
//
// # Exact and fast
//
// Equal shares and Phragmén's rule keep the money or load of every voter between
// two whole numbers of fixed width and compare these; exact fractions are made
// only where two enclosures overlap, and for what is published. Both rules are
// monotone as long as they select the same, so one enclosure can also cover many
// shares to begin with: so a share is raised by thousands of steps without a
// count for each. [Outcome.Accounts] makes every single payment on demand.
//
// # Rounds without costs
//
// Where a group fills places, every cost is 1 and the budget is the number of
// places; [RuleInfo] says which rules count such rounds only. What they hold:
//
//   - By a score (plurality, approval, score, borda) the highest take the
//     places. A project with a score of 0 takes none, even if places stay empty.
//   - By stages (irv, stv) and by pairs (ranked-pairs, schulze) places are filled
//     as long as there are projects, also with ones that no ballot names; but
//     without a ballot that ranks anything nobody is selected. irv fills one
//     place. stv has the quota of Droop, fixed at the start, and moves surpluses
//     by the weighted inclusive Gregory method in exact fractions.
//   - By pairs, the projects on a ballot stand above all that are not on it, and
//     these are level. A majority is as strong as its winning votes, and of equal
//     ones that with fewer against it. The ranking of all projects gives the
//     first places.
//   - Equal votes, scores and strengths are decided by the declared criteria,
//     and each such [Tie] is in the outcome. Of projects tied for going out, the
//     last by the criteria goes.
//
// # What it never does
//
// It never rounds: money is counted in int64 minor units, and everything that
// is divided is a big rational. It keeps no clock, writes no log, draws no random
// number and reads no file. It starts no goroutine, except one that helps to raise
// the shares of large elections and is gone when Tally returns: no outcome depends
// on it (parallel.go). The same profile and
// settings give the same outcome, byte for byte, on every machine and in
// whatever order ballots, projects or groups arrive. A version of a rule never
// changes its meaning; a correction is a new version.
//
// # Units
//
// Costs and the budget are in minor units of whatever is shared out: minutes,
// cents. A [Unit] says how to write them for people. Exact quotients stand in
// an outcome as text, "a/b" in lowest terms or "a" if whole, in minor units.
//
// # Limits, refused at entry
//
//   - [MaxProjects] projects, each with an id of 1 to [MaxIDLength] bytes of
//     UTF-8, each id once, and a category of at most [MaxCategoryLength] bytes
//   - costs and budget from 0 to [MaxMoney] minor units
//   - points on one choice from 0 to [MaxPoints]
//   - [MaxVoters] ballots
//   - [MaxCompared] projects by irv, stv, ranked-pairs and schulze, and
//     [MaxSeats] places by stv
//
// With these limits every sum that is kept in an int64 fits; the sums that
// could pass it (the cost of a knapsack ballot, squares of votes) are checked.
//
// The greatest welfare is a knapsack problem, and no quick way is known for all
// of these. Real elections take some milliseconds. Those are hard in which very
// many projects have exactly equal support for each unit of cost and costs of
// many digits; where the work would pass a fixed limit, [Tally] returns a
// [*LimitError] after some seconds instead of an answer that might be wrong. The
// same holds for equal shares with bounded overspending, in which exact numbers
// can double in length from round to round, and for shares that are raised in
// steps far too small for the budget.
//
// # Sources
//
// Greedy utilitarian rule: Talmon and Faliszewski, "A Framework for
// Approval-Based Budgeting Methods" (AAAI 2019), section 2. Method of Equal
// Shares: Peters and Skowron, "Proportionality and the Limits of Welfarism" (EC
// 2020), section 3 (there called Rule X); with costs and additive utilities:
// Peters, Pierczyński and Skowron, "Proportional Participatory Budgeting with
// Additive Utilities" (NeurIPS 2021), section 3. Survey, also of completions:
// Rey, Schmidt and Maly, "The (Computational) Social Choice Take on Indivisible
// Participatory Budgeting" (2023), section 3. Greatest welfare: Talmon and
// Faliszewski, section 2, there the maximum rule; by the algorithm of Pisinger,
// "A Minimal Algorithm for the 0-1 Knapsack Problem" (Operations Research 45,
// 1997). Equal shares with bounded overspending: Papasotiropoulos, Pishbin,
// Skibski, Skowron and Wąs, "Method of Equal Shares with Bounded Overspending"
// (2024, arXiv 2409.15005), section 5. Exact equal shares: Kraiczy, Robinson
// and Elkind, "Streamlining Equal Shares" (2025, arXiv 2502.11797), algorithm
// 1. Phragmén's sequential rule: Brill, Freeman, Janson and Lackner, "Phragmén's
// Voting Methods and Justified Representation" (AAAI 2017); with costs: Los,
// Christoff and Grossi, "Proportional Budget Allocations: Towards a
// Systematization" (IJCAI 2022). Outcomes of the greedy rule, of equal shares
// with its completions, of Phragmén's rule and of the greatest welfare agree with
// pabutools 1.2.3, which the tests prove on real elections; the
// others, for which there is no exact program to compare with, agree with slow
// twins of their own.
//
// Single transferable vote: Scottish Local Government Elections Order 2007,
// rules 45 to 52, without the rounding; Tideman, "The Single Transferable Vote"
// (Journal of Economic Perspectives 9, 1995). Ranked pairs: Tideman,
// "Independence of clones as a criterion for voting rules" (Social Choice and
// Welfare 4, 1987). Strongest paths: Schulze, "A new monotonic,
// clone-independent, reversal symmetric, and Condorcet-consistent single-winner
// election method" (Social Choice and Welfare 36, 2011), section 2. Borda on
// ballots that rank only some: Emerson, "The original Borda count and partial
// voting" (Social Choice and Welfare 40, 2013).
package voting
