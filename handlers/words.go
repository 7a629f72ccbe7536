package handlers

import "github.com/danielgtaylor/huma/v2/validation"

// Huma's messages, in plain words.
func init() {
	validation.MsgUnexpectedProperty = "This field is unknown here."
	validation.MsgExpectedRFC3339DateTime = "A date and time is wanted here, such as 2030-01-31T18:00:00Z."
	validation.MsgExpectedBoolean = "Yes or no (true or false) is wanted here."
	validation.MsgExpectedNumber = "A number is wanted here."
	validation.MsgExpectedInteger = "A whole number is wanted here."
	validation.MsgExpectedString = "A text is wanted here."
	validation.MsgExpectedArray = "A list is wanted here."
	validation.MsgExpectedObject = "An object with fields is wanted here."
	validation.MsgExpectedOneOf = "One of these is wanted here: %s."
	validation.MsgExpectedMinimumNumber = "This must be at least %v."
	validation.MsgExpectedMaximumNumber = "This must be at most %v."
	validation.MsgExpectedMinLength = "Please write something here (at least %d)."
	validation.MsgExpectedMaxLength = "This is too long; %d characters are the most."
	validation.MsgExpectedMinItems = "Choose at least %d."
	validation.MsgExpectedMaxItems = "At most %d, please."
	validation.MsgExpectedRequiredProperty = "%s is missing."
}
