package actions

import (
	"github.com/folkmoot/folkmoot/models"
)

// paperBallots are the ballots on paper of a round.
func (c *Call) paperBallots(models.Round) ([]models.SealedBallot, error) { return nil, nil }
