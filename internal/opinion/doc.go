// Package opinion finds groups of people who answered short statements alike, and
// counts what each of the groups says.
//
// It follows Small, Bjorkegren, Erkkilä, Shaw and Megill, "Polis: Scaling
// Deliberation by Mapping High Dimensional Opinion Spaces" (Recerca, 2021):
// answers are 1 (agree), -1 (disagree) and 0 (pass); what somebody did not answer
// counts as the mean of those who did; the two principal components of that are a
// plane; each person's place in it is stretched by the root of the part that they
// answered, so that few answers do not pull everybody to the middle; k-means makes
// 2 to 4 groups there, as many as have the greatest mean silhouette (Rousseeuw,
// 1987).
//
// Different from Polis, nothing is drawn by lot: the people are put in the order
// of their answers first, and the middles of the groups begin at the person
// farthest from the middle of all, then at who is farthest from those. So the
// order in which people come does not matter, and the same answers always give the
// same groups.
//
// It never knows who somebody is: it takes answers and gives sizes, middles and
// counts, and no place of a single person leaves it. Whether a group is large
// enough to be shown is the business of its caller. Up to 5,000 people and 500
// statements take less than a second; groups are no exact numbers, so floats do.
package opinion
