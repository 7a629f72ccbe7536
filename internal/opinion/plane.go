package opinion

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// A point is a place in the plane of opinions.
type point struct{ x, y float64 }

// from is the distance; places are small numbers, so nothing overflows.
func (p point) from(q point) float64 { return math.Sqrt((p.x-q.x)*(p.x-q.x) + (p.y-q.y)*(p.y-q.y)) }

// project puts people into the plane of the two principal components.
//
// The components are the eigenvectors of the covariance: of 5,000 people and 500
// statements that takes a fraction of the singular values of all answers, which
// stat.PC would compute.
func project(rows []string) []point {
	centred, given := centre(rows)
	_, columns := centred.Dims()
	var covariance mat.SymDense
	covariance.SymOuterK(1/float64(len(rows)), centred.T())
	var eigen mat.EigenSym
	if !eigen.Factorize(&covariance, true) {
		return make([]point, len(rows)) // no plane: everybody stands at one place
	}
	var vectors mat.Dense
	eigen.VectorsTo(&vectors) // in ascending order of the values
	first := axis(&vectors, columns-1)
	second := axis(&vectors, max(0, columns-2))
	points := make([]point, len(rows))
	for i := range rows {
		stretch := math.Sqrt(float64(columns) / float64(given[i]))
		row := centred.RowView(i)
		points[i].x = mat.Dot(row, first) * stretch
		if columns > 1 {
			points[i].y = mat.Dot(row, second) * stretch
		}
	}
	return points
}

// centre gives the answers less their means, 0 for what was not answered, and how
// many each person answered.
func centre(rows []string) (*mat.Dense, []int) {
	columns := len(rows[0])
	centred, given := mat.NewDense(len(rows), columns, nil), make([]int, len(rows))
	for column := range columns {
		sum, count := 0, 0
		for i, row := range rows {
			if v := value(row[column]); v != missing {
				sum, count = sum+v, count+1
				given[i]++
			}
		}
		for i, row := range rows {
			if v := value(row[column]); v != missing {
				centred.Set(i, column, float64(v)-float64(sum)/float64(count))
			}
		}
	}
	return centred, given
}

// axis is an eigenvector turned so that its largest part is positive: a vector and
// its opposite are equally right, and the picture must not flip over.
func axis(vectors *mat.Dense, column int) mat.Vector {
	rows, _ := vectors.Dims()
	turned := mat.NewVecDense(rows, mat.Col(nil, column, vectors))
	largest := 0.0
	for i := range rows {
		if v := turned.AtVec(i); math.Abs(v) > math.Abs(largest)+tiny {
			largest = v
		}
	}
	if largest < 0 {
		turned.ScaleVec(-1, turned)
	}
	return turned
}

// tiny is a difference that may come from rounding alone.
const tiny = 1e-9
